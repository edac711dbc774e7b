package farkeep.home.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The door to the kernel: `syscall(2)` of the C library, with the error number it leaves.
///
/// One function of one shape for everything: linking it takes tens of milliseconds once, and a
/// command should start at once.
final class Kernel {
  static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  static final StructLayout CAPTURED = Linker.Option.captureStateLayout();

  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
              Linker.Option.firstVariadicArg(1),
              CAPTURE);

  private Kernel() {}

  /// @param captured where the error number goes, laid out as [#CAPTURED]
  /// @return what the kernel answered; -1 for an error
  static long call(MemorySegment captured, Syscall call, long a, long b, long c, long d, long e) {
    try {
      return (long) SYSCALL.invokeExact(captured, call.number, a, b, c, d, e);
    } catch (Throwable thrown) {
      throw new AssertionError("the Foreign Function API failed on " + call.lowerName, thrown);
    }
  }

  static int errno(MemorySegment captured) {
    return (int) ERRNO.get(captured, 0L);
  }

  /// A number of the kernel's own layouts, which are not always aligned.
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// As [#LONG], four bytes.
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /// As [#LONG], two bytes.
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
}
