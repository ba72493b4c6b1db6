package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Json;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DnfTest {
  private static final String INSTALLED = "a 1.0-1, b 2.0-1, orphan 1-1";
  private static final String AVAILABLE = "a 1.1-1, b 2.0-1, new 3.0-1";

  @TempDir Path dir;

  private FakePackages host(ShellKind shell) {
    return new FakePackages(shell, dir, INSTALLED, AVAILABLE);
  }

  /// The change, the same in check mode without one, and quiet the second time.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=new | true | 'a 1.0-1, b 2.0-1, new 3.0-1, orphan 1-1' | dnf -y --setopt=exit_on_lock=1 install new
          name=a | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a,new state=latest | true | 'a 1.1-1, b 2.0-1, new 3.0-1, orphan 1-1' | upgrade a
          name=* state=latest | true | 'a 1.1-1, b 2.0-1, orphan 1-1' | upgrade
          name=b state=absent | true | 'a 1.0-1, orphan 1-1' | remove --setopt=clean_requirements_on_remove=False b
          name=[ab] state=absent | true | 'orphan 1-1' | remove --setopt=clean_requirements_on_remove=False [ab]
          name=@g state=absent | false | 'a 1.0-1, b 2.0-1, orphan 1-1' | remove --setopt=clean_requirements_on_remove=False @g
          name=zz* state=absent | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=zz state=absent | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a-1.0-1 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a.x86_64 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Dnf(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Dnf(), "name=nosuch", "1");
  }

  /// What is said of names that change nothing, and of failures, as ansible's module has it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=zz,a state=absent | | results | ["No match for argument: zz", "Removed: a-1.0-1"]
          name=zz state=latest update_only=yes | | results | ["Packages providing zz not installed due to update_only specified"]
          name=a state=latest conf_file=/nosuch | | msg | "cannot read configuration file"
          name=a state=latest use_backend=dnf6 | | msg | ["Could not detect which major revision of dnf is in use, which is required to determine module backend.", "You should manually specify use_backend to tell the module whether to use the dnf4 or dnf5 backend})"]
          name=new | All matches were filtered out by exclude filtering for argument: new | failures | ["new All matches were filtered out by exclude filtering for argument: new"]
          name=new | No match for argument: new | failures | ["No package new available."]
          name=@new | Module or Group 'new' is not available. | msg | "No group new available."
          name=/n.rpm | Could not open: /n.rpm | msg | "Error occurred attempting remote rpm operation: Could not open: /n.rpm"
          name=http://h/n.rpm | Status code: 404 for http://h/n.rpm (IP: ::1) | msg | "Failure downloading http://h/n.rpm, HTTP Error 404: Not Found"
          """)
  void tellsWhatBecameOfEachName(String options, String said, String key, String expected) {
    FakePackages host = host(ShellKind.DASH);
    if (said != null) {
      host.write("dnf_says", said + "\n");
    }
    Result result = host.run(new Dnf(), options, false);
    assertEquals(
        expected,
        result.fields().get(key).map(v -> Json.write(v, Json.Layout.LINE)).orElse(""),
        () -> result.fields().toString());
  }

  @ParameterizedTest
  @EnumSource
  void handsItsOptionsOn(ShellKind shell) {
    FakePackages host = host(shell);
    host.run(new Dnf(), "name=new enablerepo=epel,x disable_gpg_check=yes skip_broken=yes", false);
    assertTrue(
        host.calls()
            .contains("--enablerepo=epel --enablerepo=x --nogpgcheck install --skip-broken new"),
        host::calls);
    assertTrue(host.run(new Dnf(), "name=other exclude=$(id)", false).isFailed());
  }
}
