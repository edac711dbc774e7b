package farkeep.vault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "farkeep.vault", importOptions = DoNotIncludeTests.class)
class VaultIsPureTest {
  @ArchTest
  static final ArchRule the_vault_does_no_input_or_output =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..", "java.nio.file..", "java.nio.channels..", "javax.net..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|RandomAccessFile|Console).*");

  @ArchTest
  static final ArchRule time_and_chance_come_in =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callConstructor(java.util.Random.class);

  @ArchTest
  static final ArchRule sealing_and_keys_know_nothing_of_trees =
      noClasses()
          .that()
          .resideInAnyPackage("farkeep.vault.keys..", "farkeep.vault.seal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("farkeep.vault.tree..", "farkeep.vault.chunk..");
}
