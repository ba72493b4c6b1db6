/// `jplay demo`: hosts inside this process, real SSH to them, a playbook on them. In: nothing but a
/// temporary directory. Out: a run on the screen and what to try next.
@NullMarked
package io.jplay.cli.demo;

import org.jspecify.annotations.NullMarked;
