package io.jplay.modules.http;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;

/// A small file that a host fetches from an address, with curl or wget: keys of repositories.
public record HostFetch(String url, ProgramOutput output) {
  private static final int RC_NO_TOOL = 127;

  public static Read<HostFetch> read(String url) {
    return read(url, true);
  }

  public static Read<HostFetch> read(String url, boolean validated) {
    var script =
        new ScriptBuilder()
            .line("jp_url={} jp_insecure={}", url, validated ? "" : "1")
            .line("if command -v curl >/dev/null 2>&1; then")
            .line("curl ${jp_insecure:+-k} -fsSL --max-time 60 -- \"$jp_url\"")
            .line("elif command -v wget >/dev/null 2>&1; then")
            .line("wget ${jp_insecure:+--no-check-certificate} -q -O - -T 60 -- \"$jp_url\"")
            .line("else exit 127; fi");
    return new Read<>(
        "fetch:" + validated + ":" + url, script.program(), out -> new HostFetch(url, out));
  }

  /// The bytes; a failed request fails the task.
  public byte[] orThrow() {
    if (output.rc() == RC_NO_TOOL) {
      throw new ModuleFailure("the host has neither curl nor wget to fetch " + url);
    }
    if (!output.isOk() || output.stdoutBytes().length == 0) {
      throw new ModuleFailure("Could not fetch " + url + ": " + output.stderr().strip());
    }
    return output.stdoutBytes();
  }
}
