/// One HTTP exchange: what is to be asked goes in, the answer comes out. Made on the host by curl
/// or wget, or on the controller by the JDK where the host has neither. Secrets travel on standard
/// input, never as arguments.
@NullMarked
package io.jplay.modules.http;

import org.jspecify.annotations.NullMarked;
