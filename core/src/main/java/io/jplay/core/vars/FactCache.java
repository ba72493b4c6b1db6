package io.jplay.core.vars;

import io.jplay.core.value.Dict;

/// Where facts of hosts outlive a run. Called by the play thread and, for reads, by hosts' threads.
public interface FactCache {
  /// Facts live as long as the run: `fact_caching = memory`.
  FactCache NONE =
      new FactCache() {
        @Override
        public Dict read(String host) {
          return Dict.EMPTY;
        }

        @Override
        public void write(String host, Dict facts) {}

        @Override
        public void remove(String host) {}
      };

  /// What is known of a host and not too old; empty when nothing is.
  Dict read(String host);

  /// Remembers all facts of a host in place of what was known.
  void write(String host, Dict facts);

  void remove(String host);
}
