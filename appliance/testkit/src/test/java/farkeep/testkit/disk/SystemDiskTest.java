package farkeep.testkit.disk;

import farkeep.objects.port.Disk;
import farkeep.objects.system.SystemDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SystemDiskTest extends DiskContract {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void make() throws IOException {
    disk = new SystemDisk(directory);
  }

  @Override
  protected Disk disk() {
    return disk;
  }
}
