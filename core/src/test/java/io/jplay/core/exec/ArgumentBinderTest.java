package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.event.Diff;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentBinderTest {
  enum State {
    PRESENT,
    ABSENT
  }

  enum Form {
    WITH_DASH,
    PLAIN;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @ModuleInfo(summary = "for the test", mutuallyExclusive = "text,number")
  static final class Sample implements ControllerModule<Sample.Args> {
    record Args(
        @Option String text,
        @Option OptionalInt number,
        @Option("false") boolean flag,
        @Option("1.5") double real,
        @Option("present") State state,
        @Option("with-dash") Form form,
        @Option(aliases = "pkg") List<String> names,
        @Option List<Integer> codes,
        @Option Dict map,
        @Option(required = true) Optional<String> needed,
        @Option Value any,
        @Option(secret = true) Optional<String> word) {}

    @Override
    public Result run(Args args, TaskContext context) {
      return Result.ok();
    }
  }

  private static final ModuleSpec SPEC = ModuleSpec.of("test.sample", new Sample());

  @ModuleInfo(summary = "for the test of aliases")
  static final class Aliased implements ControllerModule<Aliased.Args> {
    record Args(@Option(aliases = {"dest", "name"}) String path) {}

    @Override
    public Result run(Args args, TaskContext context) {
      return Result.ok();
    }
  }

  /// What ansible-core 2.18 makes of `file` with several of `path`, `dest` and `name`.
  @ParameterizedTest
  @CsvSource({
    "path, '', path, ''",
    "dest, '', dest, ''",
    "path, dest, dest, dest",
    "dest, path, dest, dest",
    "dest, name, name, name",
    "name, dest, name, name",
  })
  void anAliasWinsOverTheName(String first, String second, String wins, String warned) {
    Dict options = Dict.EMPTY.with(first, Str.of(first));
    options = second.isEmpty() ? options : options.with(second, Str.of(second));
    var bound =
        ArgumentBinder.bind(
            ModuleSpec.of("test.aliased", new Aliased()), options, Optional.empty());
    var ok = assertInstanceOf(ArgumentBinder.Bound.Ok.class, bound);
    assertEquals(new Aliased.Args(wins), ok.args());
    assertEquals(
        warned.isEmpty()
            ? List.of()
            : List.of("Both option path and its alias " + warned + " are set."),
        ok.warnings());
  }

  private static ArgumentBinder.Bound bind(String key, Value value) {
    return ArgumentBinder.bind(
        SPEC, "sample", Dict.EMPTY.with("needed", Str.of("x")).with(key, value), Optional.empty());
  }

  private static Sample.Args args(String key, Value value) {
    return (Sample.Args) assertInstanceOf(ArgumentBinder.Bound.Ok.class, bind(key, value)).args();
  }

  @Test
  void tellsTheValuesOfAllOptions() {
    var ok = assertInstanceOf(ArgumentBinder.Bound.Ok.class, bind("pkg", Str.of("a,b")));
    assertEquals(
        "{'text': '', 'number': None, 'flag': False, 'real': 1.5, 'state': 'present', 'form':"
            + " 'with-dash', 'names': ['a', 'b'], 'codes': [], 'map': {}, 'needed': 'x', 'any':"
            + " None, 'word': None}",
        PythonText.str(ok.given()));
    assertTrue(ok.hidden().isEmpty());
  }

  @Test
  void tellsWhatAResultMayNotShow() {
    var ok = assertInstanceOf(ArgumentBinder.Bound.Ok.class, bind("word", Str.of("s3cret")));
    assertEquals(List.of("s3cret"), ok.hidden().texts());
    Result result =
        Result.failed("no s3cret")
            .with("word", "s3cret")
            .withDiff(Diff.of("f", "", "x s3cret"))
            .withWarning("s3cret!")
            .without(ok.hidden());
    assertEquals(
        "{'msg': 'no ********', 'word': 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'}",
        PythonText.str(result.fields()));
    assertEquals(List.of(Diff.of("f", "", "x ********")), result.diffs());
    assertEquals(List.of("********!"), result.warnings());
  }

  @Test
  void saysWhereAnUnknownOptionIs() {
    var source = SourceText.of("site.yml", "x: 1\n");
    var key = new Str("nmaes", Tag.at(SourceRange.at(source, 1, 1)));
    var bad =
        assertInstanceOf(
            ArgumentBinder.Bound.Bad.class,
            ArgumentBinder.bind(
                SPEC, "sample", new Dict(Map.of(key, Str.of("x")), Tag.NONE), Optional.empty()));
    assertEquals(List.of("JP2003"), bad.problem().stream().map(d -> d.code()).toList());
  }

  private static String message(ArgumentBinder.Bound bound) {
    return assertInstanceOf(ArgumentBinder.Bound.Bad.class, bound)
        .result()
        .fields()
        .text("msg")
        .orElse("");
  }

  @Test
  void convertsAsAnsibleModuleDoes() {
    assertEquals("5", args("text", Int.of(5)).text());
    assertEquals("True", args("text", Bool.of(true)).text());
    assertEquals(OptionalInt.of(7), args("number", Str.of(" 7 ")).number());
    assertTrue(args("flag", Str.of("Yes")).flag());
    assertEquals(2.25, args("real", Str.of("2.25")).real());
    assertEquals(State.ABSENT, args("state", Str.of("absent")).state());
    assertEquals(List.of("a", "b"), args("names", Str.of("a, b")).names());
    assertEquals(List.of("1"), args("pkg", Int.of(1)).names());
    assertEquals(List.of("1", "x"), args("names", Seq.of(List.of(Int.of(1), Str.of("x")))).names());
    assertEquals(
        Dict.EMPTY.with("a", Str.of("1")).with("b", Str.of("2")),
        args("map", Str.of("a=1, b=2")).map());
    assertEquals(Int.of(3), args("any", Int.of(3)).any());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "a=b c=d#{'a': 'b', 'c': 'd'}",
        "a=b,c=d#{'a': 'b', 'c': 'd'}",
        "a='b c', d=\"e,f\"#{'a': 'b c', 'd': 'e,f'}",
        "a=b\\ c  d=e=f#{'a': 'b c', 'd': 'e=f'}",
        "a=\\\"x c=#{'a': '\"x', 'c': ''}",
        "{\"a\": 1}#{'a': 1}",
      })
  void readsPairsAsAMapping(String text, String wanted) {
    assertEquals(wanted, PythonText.str(args("map", Str.of(text)).map()));
  }

  @Test
  void defaultsStandForWhatIsNotGivenOrOmitted() {
    Sample.Args args = args("real", Omit.OMIT);
    assertEquals(1.5, args.real());
    assertEquals(State.PRESENT, args.state());
    assertEquals(OptionalInt.empty(), args.number());
    assertEquals(List.of(), args.names());
    assertEquals("", args.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number | x | argument 'number' is of type <class 'str'> and we were unable to convert to"
            + " int: \"'x'\" cannot be converted to an int",
        "flag | maybe | argument 'flag' is of type <class 'str'> and we were unable to convert to"
            + " bool: The value 'maybe' is not a valid boolean.  Valid booleans include: 0, 1, '0',"
            + " '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'",
        "state | gone | value of state must be one of: present, absent, got: gone",
        "form | x | value of form must be one of: with-dash, plain, got: x",
        "codes | 1,x | Elements value for option 'codes' is of type <class 'str'> and we were"
            + " unable to convert to int: \"'x'\" cannot be converted to an int",
        "map | word | argument 'map' is of type <class 'str'> and we were unable to convert to"
            + " dict: dictionary requested, could not parse JSON or key=value",
        "map | a=b c | argument 'map' is of type <class 'str'> and we were unable to convert to"
            + " dict: unable to evaluate string in the \"key=value\" format as dictionary",
        "map | {1 | argument 'map' is of type <class 'str'> and we were unable to convert to"
            + " dict: unable to evaluate string as dictionary",
      })
  void saysWhatDoesNotFit(String key, String value, String message) {
    assertEquals(message, message(bind(key, Str.of(value))));
  }

  @Test
  void saysWhatIsUnknownMissingOrExclusive() {
    String unknown = message(bind("nmaes", Str.of("x")));
    assertEquals(
        "Unsupported parameters for (sample) module: nmaes. Supported parameters include: any,"
            + " codes, flag, form, map, names, needed, number, real, state, text, word (pkg).",
        unknown);
    assertEquals(
        "missing required arguments: needed",
        message(ArgumentBinder.bind(SPEC, "sample", Dict.EMPTY, Optional.empty())));
    Dict both =
        Dict.EMPTY.with("needed", Str.of("x")).with("text", Str.of("t")).with("number", Int.of(1));
    assertEquals(
        "parameters are mutually exclusive: text|number",
        message(ArgumentBinder.bind(SPEC, "sample", both, Optional.empty())));
  }
}
