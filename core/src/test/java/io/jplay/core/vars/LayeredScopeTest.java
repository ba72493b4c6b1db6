package io.jplay.core.vars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayeredScopeTest {
  /// Every level sets every weaker level's variable as well.
  @ParameterizedTest
  @EnumSource(Level.class)
  void theStrongestLevelWins(Level strongest) {
    var layers = new ArrayList<Layer>();
    for (Level level : Level.values()) {
      if (level.ordinal() <= strongest.ordinal()) {
        layers.add(new Layer(level, Dict.EMPTY.with("v", Str.of(level.name()))));
      }
    }
    var scope = new LayeredScope(layers, Merge.REPLACE);
    assertEquals(Str.of(strongest.name()), scope.lookup("v"));
  }

  @Test
  void mergesMappingsOnlyWhenAsked() {
    Dict weak = Dict.EMPTY.with("d", Dict.EMPTY.with("a", Int.of(1)).with("b", Int.of(1)));
    Dict strong = Dict.EMPTY.with("d", Dict.EMPTY.with("b", Int.of(2)));
    var layers = List.of(new Layer(Level.ROLE_DEFAULTS, weak), new Layer(Level.PLAY_VARS, strong));
    assertEquals(
        Dict.EMPTY.with("b", Int.of(2)), new LayeredScope(layers, Merge.REPLACE).lookup("d"));
    assertEquals(
        Dict.EMPTY.with("a", Int.of(1)).with("b", Int.of(2)),
        new LayeredScope(layers, Merge.MERGE).lookup("d"));
  }

  @Test
  void namesEveryVariableOnceAndSaysWhatIsUndefined() {
    Dict one = Dict.EMPTY.with("a", Int.of(1));
    var scope =
        new LayeredScope(
            List.of(
                new Layer(Level.FACTS, one),
                new Layer(Level.PLAY_VARS, one.with("b", Int.of(2))),
                new Layer(Level.SET_FACTS, Dict.EMPTY)),
            Merge.REPLACE);
    assertEquals(Set.of("a", "b"), scope.names());
    assertEquals(2, scope.layers().size());
    assertInstanceOf(Undefined.class, scope.lookup("c"));
  }
}
