package farkeep.box;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("farkeep.box");

  @Test
  void the_box_has_no_code_that_could_open_an_object() {
    noClasses()
        .that()
        .resideInAPackage("farkeep.box..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("farkeep.vault..", "farkeep.home..")
        .check(SHIPPED);
  }

  @Test
  void packages_of_the_box_know_each_other_one_way_only() {
    slices().matching("farkeep.box.(*)..").should().beFreeOfCycles().check(SHIPPED);
  }

  @Test
  void threads_and_time_come_through_the_ports() {
    noClasses()
        .that()
        .resideInAnyPackage("farkeep.box.replication..", "farkeep.box.pairing..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.Thread|java\\.time\\.Clock|java\\.util\\.concurrent\\.Executor.*")
        .check(SHIPPED);
  }

  @Test
  void nothing_that_could_open_an_object_is_on_the_class_path() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Assertions.assertThat(Arrays.stream(classPath.split(":")).map(Path::of))
        .isNotEmpty()
        .noneMatch(path -> path.toString().contains("farkeep-vault"))
        .noneMatch(path -> path.endsWith(Path.of("vault/target/classes")));
  }
}
