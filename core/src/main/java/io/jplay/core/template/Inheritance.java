package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;

/// The statements that bring templates together: block, extends, include, import.
final class Inheritance {
  private Inheritance() {}

  /// Renders a whole template, then the one it extends.
  static void render(Frame root, Output out) {
    Rendering rendering = root.rendering();
    rendering.root(root);
    if (rendering.unit().tree().usesSelf()) {
      root.set("self", new Self(root));
    }
    boolean muted = out.isMuted();
    rendering.unit().tree().content().render(root, out);
    Optional<TemplateUnit> parent = rendering.parent();
    if (parent.isPresent()) {
      out.mute(muted);
      root.run().budget().enter();
      try {
        Frame inner = root.child(rendering.of(parent.get()));
        root.run().at(rendering.extendsAt());
        root.run()
            .within(
                "extended here",
                parent.get(),
                () -> {
                  render(inner, out);
                  return Null.NULL;
                });
      } finally {
        root.run().budget().leave();
      }
    }
  }

  /// `{% block name %}` where it stands. Behind `extends` the one `atTop` says only what it is;
  /// Jinja2 writes those in loops and the like.
  record Block(String name, boolean scoped, boolean atTop, int offset) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      boolean muted = out.isMuted();
      if (!muted || !atTop) {
        frame.run().at(offset);
        out.mute(false);
        renderBlock(scoped ? frame : frame.rendering().root(), out, name, 0);
        out.mute(muted);
      }
      return Flow.NEXT;
    }
  }

  private static void renderBlock(Frame around, Output out, String name, int level) {
    List<Rendering.Block> blocks = around.rendering().blocks(name);
    Rendering.Block block = blocks.get(level);
    if (level == 0 && block.body().required()) {
      throw new PythonError(PythonError.Kind.RUNTIME, "Required block '" + name + "' not found");
    }
    Frame frame = around.child();
    frame.set(
        "super",
        level + 1 < blocks.size()
            ? blockFunction("super", around, name, level + 1)
            : new Undefined("super", "there is no parent block called '" + name + "'.", Tag.NONE));
    TemplateRun run = around.run();
    run.budget().enter();
    try {
      run.within(
          "block '" + name + "' is placed here",
          block.unit(),
          () -> {
            block.body().content().render(frame, out);
            return Null.NULL;
          });
    } finally {
      run.budget().leave();
    }
  }

  private static Callable blockFunction(String title, Frame around, String name, int level) {
    return new Callable.Function(
        title,
        (args, run) -> {
          // text whatever the template's own is: Jinja2 joins these itself
          var out = new Output(Output.Reading.TEXT);
          renderBlock(around, out, name, level);
          return out.result();
        });
  }

  /// The variable `self`: blocks as functions.
  private record Self(Frame root) implements Attributed {
    @Override
    public Value attribute(String name) {
      return root.rendering().blocks(name).isEmpty()
          ? Access.noAttribute(this, name)
          : blockFunction(name, root, name, 0);
    }

    @Override
    public String typeName() {
      return "TemplateReference";
    }

    @Override
    public String text() {
      return "<TemplateReference>";
    }
  }

  /// `{% extends 'base.j2' %}`.
  record Extends(Expr template, int offset) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      Value name = template.eval(frame);
      frame.run().at(offset);
      frame.rendering().extend(frame.run().load(name), offset);
      out.mute(true);
      return Flow.NEXT;
    }
  }

  /// `{% include ... %}`. Jinja2 writes it behind `extends`, too, where other output is left out.
  record Include(Expr template, boolean ignoreMissing, boolean withContext, int offset)
      implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      Value name = template.eval(frame);
      TemplateRun run = frame.run();
      run.at(offset);
      Optional<TemplateUnit> unit = run.find(name);
      if (unit.isEmpty()) {
        if (ignoreMissing) {
          return Flow.NEXT;
        }
        throw run.notFound(name);
      }
      var rendering = new Rendering(unit.get(), frame.rendering().reading());
      Frame root = withContext ? frame.child(rendering) : Frame.root(run, rendering, false);
      boolean muted = out.isMuted();
      out.mute(false);
      run.budget().enter();
      try {
        run.within(
            "included here",
            unit.get(),
            () -> {
              Inheritance.render(root, out);
              return Null.NULL;
            });
      } finally {
        run.budget().leave();
        out.mute(muted);
      }
      return Flow.NEXT;
    }
  }

  /// `{% import 'm.j2' as m %}` when `alias` is given, else `{% from 'm.j2' import ... %}`.
  record Import(
      Expr template, Optional<String> alias, List<Imported> names, boolean withContext, int offset)
      implements Stmt {

    /// One imported name and what it is called here.
    record Imported(String name, String as) {}

    @Override
    public Flow render(Frame frame, Output out) {
      Value name = template.eval(frame);
      TemplateRun run = frame.run();
      run.at(offset);
      TemplateUnit unit = run.load(name);
      var rendering = new Rendering(unit, frame.rendering().reading());
      Frame root = withContext ? frame.child(rendering) : Frame.root(run, rendering, false);
      run.budget().enter();
      try {
        run.within(
            "imported here",
            unit,
            () -> {
              Inheritance.render(root, rendering.part());
              return Null.NULL;
            });
      } finally {
        run.budget().leave();
      }
      var module = new Module(root, PythonText.repr(name), frame.rendering().unit().line(offset));
      alias.ifPresent(as -> frame.set(as, module));
      for (Imported each : names) {
        frame.set(each.as(), module.exported(each.name()));
      }
      return Flow.NEXT;
    }
  }

  /// An imported template: the names that it set at its top.
  record Module(Frame root, String name, int line) implements Attributed {
    @Override
    public Value attribute(String attribute) {
      return !attribute.startsWith("_") && root.has(attribute)
          ? root.own(attribute)
          : new Undefined(
              attribute,
              "'jinja2.environment.TemplateModule object' has no attribute '" + attribute + "'",
              Tag.NONE);
    }

    /// For `from x import y`.
    Value exported(String attribute) {
      if (!attribute.startsWith("_") && root.has(attribute)) {
        return root.own(attribute);
      }
      return new Undefined(
          attribute,
          "the template %s (imported on line %d) does not export the requested name '%s'"
              .formatted(name, line, attribute),
          Tag.NONE);
    }

    @Override
    public String typeName() {
      return "TemplateModule";
    }

    @Override
    public String text() {
      return "<TemplateModule " + name + ">";
    }
  }
}
