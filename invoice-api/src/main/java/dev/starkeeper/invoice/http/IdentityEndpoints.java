package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.customer.EraseCustomer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who a customer is, beside his id: to be forgotten. */
public final class IdentityEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(IdentityEndpoints.class);

  private final Admission admission;
  private final EraseCustomer eraseCustomer;

  public IdentityEndpoints(Admission admission, EraseCustomer eraseCustomer) {
    this.admission = admission;
    this.eraseCustomer = eraseCustomer;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(new Endpoint(Method.DELETE, "/v1/customers/:id/identity", this::erase));
  }

  private Reply erase(Call call) {
    var server = admission.server(call);
    var customer = CustomerEndpoints.customer(call);
    var erased = eraseCustomer.erase(customer);
    // Whoever restores an older backup has to erase again: this line says whom.
    log.info("{} erases {}: {} rows", server.name(), customer.value(), erased.rows());
    return Reply.nothing();
  }
}
