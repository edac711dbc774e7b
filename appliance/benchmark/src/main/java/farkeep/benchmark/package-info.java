/// What the parts cost, measured with JMH on the classes that are shipped, beside the primitives
/// that they can't do without. `make bench` runs it; `docs/benchmarks.md` explains the figures.
@NullMarked
package farkeep.benchmark;

import org.jspecify.annotations.NullMarked;
