package io.jplay.modules.testing;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A session that answers from a list: a text is the output of a program, `!` a lost connection.
public final class StubSession implements RemoteSession {
  private final Deque<String> answers;
  private final boolean local;
  private final List<String> scripts = new ArrayList<>();
  private int resets;

  public StubSession(boolean local, String... answers) {
    this.local = local;
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  /// The programs that were run.
  public List<String> scripts() {
    return scripts;
  }

  public int resets() {
    return resets;
  }

  @Override
  public HostFacts facts() {
    return Decided.FACTS;
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    scripts.add(program.script());
    String answer = answers.isEmpty() ? "" : answers.removeFirst();
    if (answer.equals("!")) {
      throw new TransportException(TransportException.Kind.TASK_TIMEOUT, "no answer");
    }
    return ProgramOutput.of(0, answer, "");
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration limit) throws TransportException {
    return run(program);
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
    var outputs = new ArrayList<ProgramOutput>();
    for (ShellProgram program : programs) {
      outputs.add(run(program));
    }
    return outputs;
  }

  @Override
  public String upload(FileContent content) {
    throw new UnsupportedOperationException("no files");
  }

  @Override
  public void download(String path, OutputStream to, long limit) {
    throw new UnsupportedOperationException("no files");
  }

  @Override
  public boolean isLocal() {
    return local;
  }

  @Override
  public void reset() {
    resets++;
  }
}
