package dev.starkeeper.invoice.http;

/** Ends a request with a problem, from wherever it is being read. */
final class Refusal extends RuntimeException {
  private final transient Problem problem;

  Refusal(Problem problem) {
    // Expected, and made for every fault of every stranger: no stack trace.
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
