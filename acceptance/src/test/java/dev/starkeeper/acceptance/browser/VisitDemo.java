package dev.starkeeper.acceptance.browser;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the demo and the browser before the first test that needs them, and ends both. */
final class VisitDemo implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace OURS = Namespace.create(VisitDemo.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent() || System.getenv(Chromium.NEEDED) != null) {
      return ConditionEvaluationResult.enabled("there has to be a browser");
    }
    var notice =
        "no Chromium: the Mini App is not tried in a browser. Install one (apt install chromium),"
            + " or say where it is by "
            + Chromium.PLACE;
    if (context.getTestMethod().isEmpty()) System.err.println("SKIPPED: " + notice);
    return ConditionEvaluationResult.disabled(notice);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Phone.class;
  }

  @Override
  public Phone resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var shared =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(Theatre.class, _ -> Theatre.open(), Theatre.class);
    return context.getStore(OURS).computeIfAbsent(Phone.class, _ -> shared.phone(), Phone.class);
  }

  /** Whoever asks why finds what was to be seen. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    var phone = context.getStore(OURS).get(Phone.class, Phone.class);
    if (phone == null || context.getExecutionException().isEmpty()) return;
    phone.keepAsFailed(
        context.getRequiredTestClass().getSimpleName()
            + "-"
            + context.getRequiredTestMethod().getName());
  }
}
