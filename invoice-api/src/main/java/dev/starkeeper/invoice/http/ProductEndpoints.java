package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.sale.KeepCatalogue;
import dev.starkeeper.model.Sku;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue: everybody reads it, the merchant's servers keep it. */
public final class ProductEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(ProductEndpoints.class);

  private static final String ALL = "/v1/products";
  private static final String ONE = "/v1/products/:sku";

  private final Admission admission;
  private final KeepCatalogue catalogue;

  public ProductEndpoints(Admission admission, KeepCatalogue catalogue) {
    this.admission = admission;
    this.catalogue = catalogue;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, ALL, this::list),
        new Endpoint(Method.GET, ONE, this::get),
        new Endpoint(Method.PUT, ONE, this::put),
        new Endpoint(Method.DELETE, ONE, this::withdraw),
        new Endpoint(Method.GET, ONE + "/versions", this::versions));
  }

  private Reply list(Call call) {
    admission.anyCaller(call);
    var products = new JsonArray();
    catalogue.active().forEach(product -> products.add(ProductShape.write(product)));
    var json = new JsonObject();
    json.add("products", products);
    return Reply.ok(json);
  }

  private Reply get(Call call) {
    var caller = admission.anyCaller(call);
    return sku(call)
        .flatMap(sku -> catalogue.find(sku, caller))
        .map(product -> Reply.ok(ProductShape.write(product)))
        .orElseThrow(() -> unknown(call));
  }

  private Reply put(Call call) {
    var server = admission.server(call);
    var sku = call.pathPart("sku");
    var named =
        sku(call)
            .orElseThrow(
                () -> new Refusal(Problem.invalidRequest("the path holds no sku as they may be")));
    var listing = call.body(body -> ProductShape.read(body, sku));
    var put = catalogue.put(named, listing);
    var product = put.product();
    log.info("{} put {} version {}", server.name(), sku, product.version());
    return Reply.json(put.isNew() ? Status.CREATED : Status.OK, ProductShape.write(product));
  }

  private Reply withdraw(Call call) {
    var server = admission.server(call);
    var withdrawn = sku(call).filter(catalogue::withdraw).orElseThrow(() -> unknown(call));
    log.info("{} withdrew {}", server.name(), withdrawn.value());
    return Reply.nothing();
  }

  private Reply versions(Call call) {
    admission.server(call);
    var versions = new JsonArray();
    sku(call).stream()
        .flatMap(sku -> catalogue.editions(sku).stream())
        .forEach(edition -> versions.add(ProductShape.write(edition)));
    if (versions.isEmpty()) throw unknown(call);
    var json = new JsonObject();
    json.add("versions", versions);
    return Reply.ok(json);
  }

  /** Empty for what cannot be a sku: no product has it. */
  private static Optional<Sku> sku(Call call) {
    try {
      return Optional.of(new Sku(call.pathPart("sku")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Refusal unknown(Call call) {
    return new Refusal(Problem.unknownProduct(sku(call).map(Sku::value).orElse("in the path")));
  }
}
