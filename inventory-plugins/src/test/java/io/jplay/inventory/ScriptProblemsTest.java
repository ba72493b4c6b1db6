package io.jplay.inventory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of inventory scripts that do not work: ansible's words, and a hint where those name
/// no reason.
class ScriptProblemsTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r-xr-xr-x | #!/bin/sh;echo 'half{'            | : Expecting value: line 1 column 1 (char"
            + " 0)",
        "r-xr-xr-x | #!/bin/sh;echo '{\"a\": [1,}'      | : Expecting value: line 1 column 10 (char"
            + " 9)",
        "r-xr-xr-x | #!/bin/sh;echo oops >&2; exit 3   | had an execution error: oops",
        "r-xr-xr-x | #!/bin/sh;exit 4                  | had an execution error: exit code 4",
        "r-xr-xr-x | #!/bin/sh;echo '[1]'              | needs to be a json dict",
        "r-xr-xr-x | #!/no/such/interpreter;x y        | ([Errno 2] No such file or directory: is"
            + " its",
        "r--r--r-- | #!/bin/sh;echo '{}'               | ([Errno 13] Permission denied: may it be"
            + " executed?)",
      })
  void namesTheMistake(String mode, String script, String message) throws Exception {
    Path file = Files.writeString(dir.resolve("hosts"), script.replaceFirst(";", "\n") + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    String said = Loading.load(dir, "hosts").diagnostics().toString();
    assertTrue(said.contains(message), said);
  }
}
