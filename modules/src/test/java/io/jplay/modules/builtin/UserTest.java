package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UserTest {
  private static final String GROUPS =
      "\036groups\nada:x:1000:\nadm:x:4:ada\nwww:x:33:\nroot:x:0:\n";
  private static final String TOOLS =
      "\036tool useradd\n\036tool usermod\n\036tool userdel\n\036home\n";
  private static final String ADA =
      "\036passwd\nada:x:1000:1000:Ada:/home/ada:/bin/sh\n"
          + "\036shadow\nada:$6$x$y:19000:0:99999:7:::\n";

  @TempDir Path dir;

  private static Decided decided(String options, String seen) {
    return Decided.of(new User(), User.Args.class, "name=ada " + options, seen);
  }

  /// The last command of the change of a user that exists; empty for none.
  @ParameterizedTest
  @CsvSource({
    "uid=1000, ''",
    "uid=1001, usermod -u 1001 ada",
    "uid=1001 non_unique=yes, usermod -u 1001 -o ada",
    "group=www, usermod -g 33 ada",
    "group=1000, ''",
    "groups=adm, ''",
    "groups=www append=yes, usermod -a -G www ada",
    "'groups=www,adm', 'usermod -G adm,www ada'",
    "groups=, usermod -G '' ada",
    "groups=ada, usermod -G ada ada",
    "'groups=adm,ada append=yes', 'usermod -a -G ada,adm ada'",
    "groups= append=yes, ''",
    "comment=Ada, ''",
    "comment=A~B, usermod -c 'A B' ada",
    "shell=/bin/sh, ''",
    "home=/srv/a move_home=yes, usermod -d /srv/a -m ada",
    "home=$HOME/a, usermod -d /root/a ada",
    "home=/srv/a, jp_home=/srv/a",
    "home=/home/ada, jp_make_home /etc/skel",
    "expires=1700000000, usermod -e 2023-11-14 ada",
    "expires=-1, ''",
    "password=$6$x$y, ''",
    "password=!!$6$x$y, ''",
    "password=$6$n$n, chpasswd -e",
    "password=$6$n$n update_password=on_create, ''",
    "password_lock=yes, usermod -L ada",
    "password_lock=no, ''",
    "password_expire_max=90, chage -M 90 ada",
    "password_expire_max=99999, ''",
    "password_expire_warn=3, chage -W 3 ada",
    "password_expire_account_disable=7, chage -I 7 ada",
  })
  void decidesForAUserThatExists(String options, String command) {
    Decided d = decided(options, ADA + GROUPS + TOOLS);
    assertEquals(!command.isEmpty(), d.result().isChanged(), d::toString);
    assertTrue(d.script().contains(command), d::script);
    assertFalse(d.script().contains("$6$n"), "the password is in the script");
  }

  /// The key of ssh: `there` when it has one; only `force` makes another.
  @ParameterizedTest
  @CsvSource({
    "'', false, jp_file=.ssh/id_rsa",
    "'', false, ssh-keygen -q -t rsa \"$@\" -N ''",
    "'', true, ''",
    "force=yes, true, rm -f \"$jp_file\"",
    "ssh_key_bits=2048 ssh_key_comment=hi, false, ssh-keygen -q -t rsa -b 2048 ",
    "ssh_key_comment=hi, false, jp_comment=hi",
    "ssh_key_type=ed25519, false, jp_file=.ssh/id_ed25519",
    "ssh_key_type=ed25519 ssh_key_file=/k/x, false, jp_file=/k/x",
    "ssh_key_passphrase=secret, false, SSH_ASKPASS_REQUIRE=force",
    "'', false, User %s home directory does not exist",
  })
  void makesAKey(String options, boolean there, String command) {
    String key =
        "\036keyfile\n/home/ada/.ssh/id_rsa\n"
            + (there ? "\036fingerprint\n3072 SHA256:x\n\036public\nssh-rsa AAAA\n" : "");
    Decided d = decided("generate_ssh_key=yes " + options, ADA + GROUPS + TOOLS + key);
    assertEquals(!command.isEmpty(), d.result().isChanged(), d::toString);
    assertTrue(d.script().contains(command), d::script);
    assertFalse(d.script().contains("-N secret"), d::script);
    assertEquals("/home/ada/.ssh/id_rsa", d.text("ssh_key_file"));
    assertEquals(there ? "3072 SHA256:x" : "<none>", d.text("ssh_fingerprint"));
    assertEquals(there ? "ssh-rsa AAAA" : "<none>", d.text("ssh_public_key"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', useradd -N -m ada",
    "group=www groups=adm, useradd -g www -G adm -m ada",
    "create_home=no system=yes, useradd -N -M -r ada",
    "skeleton=/k umask=027, 'useradd -N -m -k /k -K UMASK=027 ada'",
    "expires=-1, useradd -N -e '' -m ada",
    "password=, chpasswd -e",
  })
  void decidesForANewUser(String options, String command) {
    Decided d = decided(options, GROUPS + TOOLS);
    assertTrue(d.result().isChanged());
    assertTrue(d.script().contains(command), d::script);
  }

  @Test
  void usesAdduserOnAlpine() {
    Decided d = decided("uid=7 groups=www", GROUPS);
    assertTrue(d.script().contains("adduser -D -u 7 ada\naddgroup ada www"), d::script);
  }

  @Test
  void removesAUser() {
    Decided d = decided("state=absent remove=yes force=yes", ADA + GROUPS + TOOLS);
    assertTrue(d.script().contains("userdel -f -r ada"), d::script);
    assertFalse(decided("state=absent", GROUPS + TOOLS).result().isChanged());
  }

  @Test
  void failsForAGroupThatIsNotThere() {
    assertEquals(
        "'umask' can not be used with 'local'", decided("umask=077 local=yes", ADA).text("msg"));
    assertEquals("Group nosuch does not exist", decided("groups=nosuch", ADA + GROUPS).text("msg"));
    assertEquals("Group  does not exist", decided("group=", ADA + GROUPS).text("msg"));
  }

  @Test
  void foretellsANewUserWhoseGroupAnEarlierTaskMayMake() {
    String options = "name=ada group=nosuch";
    Decided d = Decided.checked(new User(), User.Args.class, options, GROUPS + TOOLS);
    assertTrue(d.result().isChanged());
    assertEquals("Group nosuch does not exist", decided("group=nosuch", GROUPS).text("msg"));
  }

  @Test
  void makesNoHomeThatIsThere() {
    String seen = ADA + GROUPS + TOOLS + "\036wanted\n";
    assertFalse(decided("home=/home/ada", seen).result().isChanged());
  }

  @Test
  void warnsOfAppendWithoutGroups() {
    Decided d = decided("append=yes hidden=yes", ADA + GROUPS + TOOLS);
    assertEquals(1, d.result().warnings().size());
    assertFalse(d.result().isChanged());
  }

  @Test
  void describesTheUser() {
    Decided d = decided("groups= password=plain", ADA + GROUPS + TOOLS);
    assertEquals("", d.text("groups"));
    assertEquals("NOT_LOGGING_PASSWORD", d.text("password"));
    assertEquals(1, d.result().warnings().size());
    assertEquals("/home/ada", d.text("home"));
  }

  @ParameterizedTest
  @EnumSource
  void readsAUserOfThisMachine(ShellKind shell) {
    Result result = new ModuleHarness(shell, dir).run(new User(), "name", "root", "uid", 0);
    assertFalse(result.isChanged(), () -> result.fields().toString());
    assertEquals("/root", result.fields().text("home").orElseThrow());
  }

  /// The tools are stand-ins; the password comes by standard input only.
  @ParameterizedTest
  @EnumSource
  void runsItsPrograms(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool("useradd", "echo 'useradd: a warning' >&2")
            .tool("chage", "")
            .loggers("chpasswd");
    Result result =
        host.run(
            new User(),
            "name",
            "jplay-nosuch",
            "password",
            "$6$a$b",
            "password_lock",
            true,
            "password_expire_min",
            2,
            "comment",
            "it's");
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals("useradd: a warning\n", result.fields().text("stderr").orElse(""));
    assertEquals(
        """
        useradd -c it's -m jplay-nosuch
        chpasswd -e
        jplay-nosuch:!$6$a$b
        chage -m 2 jplay-nosuch
        """,
        tools.log());
  }
}
