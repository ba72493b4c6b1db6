package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HtpasswdTest {
  /// openssl as it is called here: a hash is its words and what it reads.
  private static final String OPENSSL =
      """
      read -r p || :
      [ $1 = passwd ] || { printf b64-; cat; exit; }
      salt=new; [ "$3" != -salt ] || salt=$4
      case $2 in -apr1) k=apr1 ;; *) k=${2#-} ;; esac
      printf '$%s$%s$%s-hash\\n' "$k" "$salt" "$p"\
      """;

  @TempDir Path dir;

  /// `/` ends a line; an empty column is a file that stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          b:x/ | '' | b:x/j:$apr1$new$pw-hash/ | Add/update j
          j:$apr1$s$pw-hash/ | '' | | j already present
          j:$apr1$s$old-hash/b:x/ | '' | j:$apr1$new$pw-hash/b:x/ | Add/update j
          j:$1$s$pw-hash | '' | | j already present
          j:$6$rounds=9$s$pw-hash | '' | | j already present
          j:$5$s$other-hash/ | crypt_scheme=sha256_crypt | j:$5$new$pw-hash/ | Add/update j
          jj:x | crypt_scheme=sha512_crypt | jj:x/j:$6$new$pw-hash/ | Add/update j
          j:pw/ | '' | | j already present
          j:x/ | crypt_scheme=plaintext | j:pw/ | Add/update j
          j:x/b:y/ | state=absent | b:y/ | Remove j
          b:y/ | state=absent | | j not present
          """)
  void changesTheLineOfTheUser(String before, String options, String after, String message)
      throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var tools = new FakeTools(host, dir, ShellKind.DASH).tool("openssl", OPENSSL);
    Path file = dir.resolve("users");
    String text = before.replace('/', '\n');
    Files.writeString(file, text);
    String[] more = options.isEmpty() ? new String[] {"create", "true"} : options.split("=");
    Object[] all = {"path", file, "name", "j", "password", "pw", more[0], more[1]};
    assertEquals(after != null, host.check(new Htpasswd(), all).isChanged());
    assertEquals(text, Files.readString(file));
    Result result = host.run(new Htpasswd(), all);
    assertEquals(message, result.fields().text("msg").orElseThrow());
    assertEquals(after != null, result.isChanged());
    assertEquals(after == null ? text : after.replace('/', '\n'), Files.readString(file));
    assertTrue(result.diffs().isEmpty());
    assertFalse(tools.log().contains("pw "), tools::log);
    assertFalse(host.run(new Htpasswd(), all).isChanged());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path=/nosuch/x name=j password=p create=false | Destination /nosuch/x does not exist
          path=/nosuch/x name=a:b password=p | a name of a user cannot be empty, nor hold a colon or a blank
          path=/nosuch/x name=j | a password is needed for a user that is not there: j
          path=/nosuch/x name=j state=absent | j not present
          path=/ name=j password=p | Path / is a directory !
          """)
  void says(String options, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    new FakeTools(host, dir, ShellKind.DASH).tool("openssl", OPENSSL);
    var words = options.split("[ =]");
    Result result = host.run(new Htpasswd(), (Object[]) words);
    assertEquals(message, result.fields().text("msg").orElseThrow());
    assertFalse(result.isChanged());
  }

  @Test
  void refusesASchemeThatTheHostCannotMake() {
    Decided decided =
        Decided.of(new Htpasswd(), Htpasswd.Args.class, "path=/x name=j crypt_scheme=des", "", "");
    assertTrue(decided.text("msg").endsWith(", got: des"), decided.text("msg"));
  }

  /// The host's own openssl where it has one.
  @ParameterizedTest
  @EnumSource
  void hashesAsOpensslDoes(ShellKind shell) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/openssl")));
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("real-" + shell);
    Files.writeString(
        file,
        "s:{SHA}lcsL/Sl3x2EpjZYk5LTUxyo5l0o=\n"
            + "c:$1$PRwnXFtB$TP3MfiMRQ3ROezwVYFrXC.\n"
            + "d:$5$rounds=535000$ewfkF7W0ZxD6JgHc$zRyCzUdEUBXkn86XOt.Z39JPeRZvwsOs.1ghGjfm0Z2\n");
    for (String user : new String[] {"s", "c", "d"}) {
      Result same = host.run(new Htpasswd(), "path", file, "name", user, "password", "y");
      assertFalse(same.isChanged(), () -> same.fields().toString());
    }
    for (String scheme : new String[] {"apr_md5_crypt", "ldap_sha1", "sha512_crypt"}) {
      Object[] all = {
        "path",
        file,
        "name",
        "n",
        "password",
        scheme + " 'x$",
        "crypt_scheme",
        scheme,
        "mode",
        "0640"
      };
      assertTrue(host.run(new Htpasswd(), all).isChanged());
      assertFalse(host.run(new Htpasswd(), all).isChanged());
    }
    assertTrue(Files.readString(file).contains("\nn:$6$"));
  }
}
