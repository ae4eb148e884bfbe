/**
 * The API's description, as OpenAPI 3.1 and as a page. The description is written by hand in {@code
 * openapi/*.json} beside this package, a file for each subject, and the module's tests hold every
 * answer they get against it.
 *
 * <p>To describe another call, write it under {@code paths} of its subject's file; a new subject is
 * a new file, and its name in {@link OpenApi}. What several calls share (parameters, headers,
 * problems) is under {@code components} of {@code api.json} and {@code problems.json}. Schemas are
 * strict: every field, its limits, {@code required}, and {@code additionalProperties} or {@code
 * unevaluatedProperties} false. Then run the module's tests: they name a call that is described and
 * not there or there and not described, an answer that is not as described, and a described answer
 * that no test provoked.
 */
@NullMarked
package dev.starkeeper.invoice.docs;

import org.jspecify.annotations.NullMarked;
