package dev.starkeeper.acceptance.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * These tests visit the demo: each has a {@link Phone} of its own, and all share one demo. Without
 * a Chromium they are left out, or fail where one is {@link Chromium#NEEDED}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(VisitDemo.class)
@interface InBrowser {}
