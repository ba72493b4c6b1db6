/// Settings as ansible-config knows them. In: ansible.cfg, the environment. Out: a value and its
/// origin for each Setting. Knows nothing of runs; commands turn settings into requests.
@NullMarked
package io.jplay.cli.config;

import org.jspecify.annotations.NullMarked;
