/// Users and groups of a host: what a read sees of them and the program that changes one. Imports
/// core.api and core.shell only.
@NullMarked
package io.jplay.modules.accounts;

import org.jspecify.annotations.NullMarked;
