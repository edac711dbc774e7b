package farkeep.panel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("farkeep.panel");

  @Test
  void the_panel_knows_nothing_of_farkeep() {
    DescribedPredicate<JavaClass> ours =
        DescribedPredicate.describe(
            "other parts of Farkeep",
            each ->
                each.getPackageName().startsWith("farkeep.")
                    && !each.getPackageName().startsWith("farkeep.panel"));
    noClasses().should().dependOnClassesThat(ours).check(CLASSES);
  }

  @Test
  void pi4j_is_known_in_one_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage("farkeep.panel.gpio")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.pi4j..")
        .check(CLASSES);
  }

  @Test
  void jserialcomm_is_known_in_one_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage("farkeep.panel.serial")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fazecast..")
        .check(CLASSES);
  }
}
