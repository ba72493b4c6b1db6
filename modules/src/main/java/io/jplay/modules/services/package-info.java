/// Services of a host, one [ServiceSystem] per init: systemd, runit, OpenRC, System V. In: what a
/// task wishes of one service and what a read saw. Out: decisions with Ansible's result keys.
@NullMarked
package io.jplay.modules.services;

import org.jspecify.annotations.NullMarked;
