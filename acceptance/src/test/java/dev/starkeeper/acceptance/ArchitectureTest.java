package dev.starkeeper.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.starkeeper.db.EmbeddedDatabase;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** Who may know whom, over the compiled classes of every module. */
final class ArchitectureTest {
  static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.starkeeper");

  @Test
  void everyModuleIsLookedAt() {
    assertThat(OURS.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.starkeeper.db",
            "dev.starkeeper.trace",
            "dev.starkeeper.otlp",
            "dev.starkeeper.meter",
            "dev.starkeeper.model",
            "dev.starkeeper.schema",
            "dev.starkeeper.store",
            "dev.starkeeper.telegram",
            "dev.starkeeper.sale",
            "dev.starkeeper.invoice",
            "dev.starkeeper.bot",
            "dev.starkeeper.doctor",
            "dev.starkeeper.sandbox",
            "dev.starkeeper.launch")
        .doesNotContain("dev.starkeeper.acceptance");
  }

  @Test
  void modelDependsOnJavaAlone() {
    classes()
        .that()
        .resideInAPackage("dev.starkeeper.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.starkeeper.model..", "java..", "org.jspecify..")
        .check(OURS);
  }

  @Test
  void modulesKnowOnlyThoseBelowThem() {
    knowsOfOurs("dev.starkeeper.trace..");
    knowsOfOurs("dev.starkeeper.db..", "dev.starkeeper.trace..");
    knowsOfOurs("dev.starkeeper.otlp..", "dev.starkeeper.db..", "dev.starkeeper.trace..");
    knowsOfOurs("dev.starkeeper.meter..");
    knowsOfOurs("dev.starkeeper.schema..", "dev.starkeeper.model..");
    knowsOfOurs("dev.starkeeper.store..", "dev.starkeeper.schema..", "dev.starkeeper.model..");
    knowsOfOurs("dev.starkeeper.telegram..", "dev.starkeeper.trace..", "dev.starkeeper.model..");
    knowsOfOurs(
        "dev.starkeeper.sale..",
        "dev.starkeeper.db..",
        "dev.starkeeper.store..",
        "dev.starkeeper.telegram..",
        "dev.starkeeper.model..");
  }

  @Test
  void productsKnowWhatTheyStandOnAndNotEachOther() {
    knowsOfOurs(
        "dev.starkeeper.invoice..",
        "dev.starkeeper.db..",
        "dev.starkeeper.meter..",
        "dev.starkeeper.otlp..",
        "dev.starkeeper.trace..",
        "dev.starkeeper.sale..",
        "dev.starkeeper.store..",
        "dev.starkeeper.telegram..",
        "dev.starkeeper.model..");
    knowsOfOurs(
        "dev.starkeeper.bot..",
        "dev.starkeeper.db..",
        "dev.starkeeper.meter..",
        "dev.starkeeper.otlp..",
        "dev.starkeeper.trace..",
        "dev.starkeeper.sale..",
        "dev.starkeeper.store..",
        "dev.starkeeper.telegram..",
        "dev.starkeeper.model..");
    knowsOfOurs(
        "dev.starkeeper.doctor..",
        "dev.starkeeper.db..",
        "dev.starkeeper.sale..",
        "dev.starkeeper.store..",
        "dev.starkeeper.telegram..",
        "dev.starkeeper.model..");
    knowsOfOurs("dev.starkeeper.sandbox.."); // somebody else's bot can be tested with it
  }

  private static void knowsOfOurs(String module, String... below) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.starkeeper..")
                .and(not(resideInAnyPackage(module)))
                .and(not(resideInAnyPackage(below))))
        .check(OURS);
  }

  @Test
  void onlyStoresReadTheSchema() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.starkeeper.schema..", "dev.starkeeper.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.starkeeper.schema..")
        .check(OURS);
  }

  @Test
  void statementsAreInStores() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.starkeeper.db..", "dev.starkeeper.schema..", "dev.starkeeper.store..")
        .and()
        .haveNameNotMatching("dev\\.starkeeper\\.launch\\.Records.*") // what `demo --buy` prints
        .should()
        .callMethodWhere(
            target(owner(belongToAnyOf(DSLContext.class)))
                .and(target(nameMatching("(select|insert|update|delete|execute|fetch|with).*"))))
        .check(OURS);
  }

  @Test
  void storesTakeTheTransactionFirst() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.starkeeper.store")
        .and()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Store")
        .should()
        .beStatic()
        .andShould()
        .haveRawParameterTypes(
            DescribedPredicate.describe(
                "a DSLContext and others",
                types -> !types.isEmpty() && types.getFirst().isEquivalentTo(DSLContext.class)))
        .check(OURS);
  }

  @Test
  void productsDoNotKnowTheirEmbeddedServerNorTheCodeGenerator() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(EmbeddedDatabase.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.zonky..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAnyPackage("dev.starkeeper.invoice..", "dev.starkeeper.bot..")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(EmbeddedDatabase.class)
                .or(resideInAnyPackage("org.jooq.codegen..", "org.jooq.meta..")))
        .check(OURS);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*(Util|Helper|Manager|Impl|Abstract|Base|Common|Misc|Default|Service)s?(\\$.*)?")
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.starkeeper.(*)..").should().beFreeOfCycles().check(OURS);
    // What jOOQ generates is one thing to us, however many packages it is.
    var written = OURS.that(not(resideInAnyPackage("dev.starkeeper.schema..")));
    slices().matching("dev.starkeeper.(**)").should().beFreeOfCycles().check(written);
  }
}
