/** Selling, as both processes do it: the API to Mini Apps and servers, the worker in its chats. */
@NullMarked
package dev.starkeeper.sale;

import org.jspecify.annotations.NullMarked;
