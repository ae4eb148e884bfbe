package dev.starkeeper.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.starkeeper.db.Database;
import org.junit.jupiter.api.Test;

/**
 * Where the world comes in: time, settings, transactions, printing, and the libraries at the edge.
 */
final class EdgesTest {
  private static final JavaClasses OURS = ArchitectureTest.OURS;

  @Test
  void onlyDatabaseBeginsATransaction() {
    var begins =
        target(nameMatching("transaction(Result)?(Async)?"))
            .or(
                target(owner(name("java.sql.Connection")))
                    .and(target(nameMatching("setAutoCommit|commit|rollback|setSavepoint"))));
    noClasses()
        .that()
        .doNotBelongToAnyOf(Database.class)
        .and()
        .haveNameNotMatching("dev\\.starkeeper\\.soak\\.OurTables") // a witness, apart from us
        .should()
        .callMethodWhere(begins.as("a transaction begins or ends"))
        .check(OURS);
  }

  @Test
  void onlyMainReadsTheEnvironmentAndMakesAClock() {
    var asked =
        isCallOf("java.lang.System", "getenv")
            .or(isCallOf("java.time.InstantSource", "system"))
            .or(isCallOf("java.time.Clock", "(system|tick).*"));
    noClasses()
        .that(are(not(simpleName("Main"))))
        .and()
        // Made by logback, before Main has said a word.
        .doNotHaveSimpleName("LogConfigurator")
        .should()
        .accessTargetWhere(asked.as("the environment or the clock"))
        .check(OURS);
  }

  @Test
  void nobodyAsksTheSystemForTheTime() {
    noClasses()
        .should()
        .accessTargetWhere(
            isCallOf("java\\.time\\..*", "now")
                .or(isCallOf("java.lang.System", "currentTimeMillis"))
                .or(isCallOf("java.util.(Date|Calendar|GregorianCalendar)", "<init>|getInstance"))
                .as("the system's time"))
        .check(OURS);
  }

  @Test
  void elapsedTimeIsMeasuredWhereNothingElseWouldDo() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.starkeeper.sandbox..", "dev.starkeeper.launch..", "dev.starkeeper.drill..")
        .and()
        // A request waits for so long, whatever is done to the wall clock meanwhile.
        .doNotHaveFullyQualifiedName("dev.starkeeper.invoice.sale.FollowInvoice")
        .and()
        .doNotHaveFullyQualifiedName("dev.starkeeper.invoice.event.FollowEvents")
        .and()
        // So may a body.
        .doNotHaveFullyQualifiedName("dev.starkeeper.invoice.http.RequestBody")
        .and()
        // A process may be frozen, and its clock set.
        .doNotHaveFullyQualifiedName("dev.starkeeper.bot.lead.Lease")
        .should()
        .accessTargetWhere(isCallOf("java.lang.System", "nanoTime"))
        .check(OURS);
  }

  private static DescribedPredicate<JavaAccess<?>> isCallOf(String owner, String method) {
    DescribedPredicate<AccessTarget> named = nameMatching(method).forSubtype();
    return DescribedPredicate.<JavaAccess<?>>describe(
        owner + "." + method,
        access ->
            access.getTargetOwner().getName().matches(owner) && named.test(access.getTarget()));
  }

  @Test
  void pengradAndOkHttpStayInTheirAdapter() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "dev\\.starkeeper\\.telegram\\.(PengradTelegram|BotApiCalls|InspectBot)(\\$.*)?")
        .and()
        .haveNameNotMatching(
            "dev\\.starkeeper\\.bot\\.webhook\\.PostWebhook(\\$.*)?") // without pengrad
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.pengrad..", "okhttp3..", "okio..")
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.starkeeper.telegram")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.pengrad..")
        .check(OURS);
  }

  @Test
  void openTelemetryStaysBehindTwoPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.starkeeper.trace", "dev.starkeeper.otlp")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(OURS);
    // What is loaded for nothing where traces go nowhere.
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.starkeeper\\.otlp\\.(ExportSpans|WatchedExporter)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
        .check(OURS);
  }

  @Test
  void sparkStaysInItsAdapter() {
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.starkeeper\\.invoice\\.http\\.Http(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("spark..")
        .check(OURS);
  }

  @Test
  void jettyStaysInItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.starkeeper.invoice.http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "javax.servlet..")
        .check(OURS);
  }

  @Test
  void onlyWhoTalksToAPersonPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.starkeeper.launch..")
        .and()
        .haveNameNotMatching(
            "dev\\.starkeeper\\.(db\\.Exit|(sandbox|soak|drill|invoice\\.catalogue|doctor)\\.Main)")
        .should(ACCESS_STANDARD_STREAMS)
        .check(OURS);
  }
}
