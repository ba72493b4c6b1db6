package io.jplay.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static OpenFiles of(String soft) {
    return OpenFiles.parse(
        "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max processes             96396                96396                processes \n"
            + "Max open files            %-20s 1048576              files     \n".formatted(soft));
  }

  @Test
  void leavesRoomForTheProgram() {
    assertEquals(53, of("256").connections());
    assertEquals(1, of("64").connections());
    assertTrue(of("unlimited").connections() > 1_000_000);
    assertTrue(OpenFiles.parse("").connections() > 1_000_000);
  }

  @Test
  void warnsWhereHostsMustConnectAgain() {
    var said = new ArrayList<Diagnostic>();
    of("256").warn(53, said::add);
    assertEquals(0, said.size());
    of("256").warn(500, said::add);
    assertTrue(said.getFirst().sentence().contains("53 of 500 hosts"), said.toString());
  }
}
