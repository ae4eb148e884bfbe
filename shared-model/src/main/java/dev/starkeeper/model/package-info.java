/**
 * What there is to sell, to pay and to own: values that are valid once they exist, states with
 * their whole table, and decisions that take facts and the time and return a verdict. Depends on
 * Java alone.
 */
@NullMarked
package dev.starkeeper.model;

import org.jspecify.annotations.NullMarked;
