package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileModeTest {
  @ParameterizedTest
  @CsvSource({
    "0644, 0600, false, 0644",
    "755, 0600, false, 0755",
    "0o640, 0600, false, 0640",
    "2775, 0755, true, 2775",
    "u=rw, 0755, false, 0655",
    "'u=rwx,g=rx,o=', 0644, false, 0750",
    "u+x, 0644, false, 0744",
    "+x, 0644, false, 0755",
    "+w, 0444, false, 0644",
    "a+w, 0444, false, 0666",
    "go-rwx, 0777, false, 0700",
    "g=u, 0740, false, 0770",
    "u=rwX, 0644, false, 0644",
    "a+X, 0644, true, 0755",
    "a+X, 0744, false, 0755",
    "g+s, 0755, true, 2755",
    "o+t, 0777, true, 1777",
    "u=rwx, 4755, false, 0755",
    "ug+rw-x, 0111, false, 0661",
    "'u=rw,,g=r,a', 0111, false, 0641",
  })
  void appliesAMode(String wanted, String current, boolean directory, String expected) {
    int now = Integer.parseInt(current, 8);
    assertEquals(
        Integer.parseInt(expected, 8), FileMode.parse(Str.of(wanted)).apply(now, directory, 022));
  }

  @Test
  void anIntegerIsTheModeItself() {
    assertEquals(0644, FileMode.parse(Int.of(420)).apply(0, false, 022));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "u=rwz", "99999", "0888", "oa=r", "u=r,ao+x"})
  void refusesWhatIsNoMode(String text) {
    assertThrows(ModuleFailure.class, () -> FileMode.parse(Str.of(text)).apply(0, false, 022));
  }

  @ParameterizedTest
  @CsvSource({
    "-rw-r--r--, 0644",
    "drwxr-sr-x, 2755",
    "-rwsr-xr-T, 5754",
    "lrwxrwxrwx, 0777",
    "-rwSr--r--, 4644"
  })
  void readsAListing(String letters, String expected) {
    assertEquals(expected, FileMode.octal(FileMode.ofListing(letters)));
  }
}
