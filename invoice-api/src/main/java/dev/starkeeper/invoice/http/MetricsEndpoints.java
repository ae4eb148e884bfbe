package dev.starkeeper.invoice.http;

import dev.starkeeper.meter.Meters;
import java.util.List;

/** For whoever watches the process. It holds nobody's secret: no label is a user or a charge. */
public final class MetricsEndpoints implements Endpoints {
  private final Meters meters;

  public MetricsEndpoints(Meters meters) {
    this.meters = meters;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(new Endpoint(Method.GET, "/metrics", _ -> page()));
  }

  private Reply page() {
    return Reply.text(Status.OK, Meters.MEDIA_TYPE, meters.page());
  }
}
