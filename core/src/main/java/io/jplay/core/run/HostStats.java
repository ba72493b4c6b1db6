package io.jplay.core.run;

import io.jplay.core.event.HostRecap;

/// The counts of one host. Owned by the play thread.
final class HostStats {
  int ok;
  int changed;
  int unreachable;
  int failed;
  int skipped;
  int rescued;
  int ignored;

  HostRecap recap(String host) {
    return new HostRecap(host, ok, changed, unreachable, failed, skipped, rescued, ignored);
  }
}
