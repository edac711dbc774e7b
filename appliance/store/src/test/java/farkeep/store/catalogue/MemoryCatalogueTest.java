package farkeep.store.catalogue;

import farkeep.objects.system.SystemTasks;

class MemoryCatalogueTest extends CatalogueContract {
  private final Catalogue catalogue = new MemoryCatalogue(new SystemTasks());

  @Override
  Catalogue catalogue() {
    return catalogue;
  }
}
