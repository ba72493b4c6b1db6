package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.modules.facts.Sections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptStateTest {
  private static final String SEEN =
      """
      \036installed
      a amd64 ii 1.0
      \036architectures
      amd64
      i386
      \036policy
      a:
        Installed: 1.0
        Candidate: 1.0
      new:
        Installed: (none)
        Candidate: 2.0
      """;

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "a:amd64, true",
    "new:i386, true",
    "a:armhf, false",
    "new:all, true",
    "other, false"
  })
  void knowsPackagesOfItsArchitectures(String name, boolean known) {
    AptState state = AptState.parse(Sections.parse(SEEN));
    assertEquals(known, state.isKnown(AptSpec.parse(name)));
  }

  @ParameterizedTest
  @CsvSource({"new>=1.5, 2.0", "new>=2.5, ''", "a>=1, 1.0"})
  void takesACandidateThatIsNewEnough(String name, String version) {
    AptState state = AptState.parse(Sections.parse(SEEN));
    assertEquals(version, state.acceptedCandidate(AptSpec.parse(name)).orElse(""));
  }
}
