/// Plug-in ports: connections, inventory sources, lookups. Javadoc states thread, blocking, errors.
@NullMarked
package io.jplay.core.spi;

import org.jspecify.annotations.NullMarked;
