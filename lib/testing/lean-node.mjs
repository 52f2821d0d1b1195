/**
 * Imported by Node before a server that tests start: a start takes a quarter less of the processor. What it serves is
 * the same.
 *
 * Every script of the build has a map of several times its size, which Node reads and parses with the script, because
 * tsx asks for maps: our own sources keep theirs, so a stack still names their lines.
 *
 * WebAssembly that has run for a while is compiled a second time, to run faster: the databases of most servers under
 * test have ended by then, and the compiler's threads take the processor from the test.
 */
import Module from "node:module";
import { sep } from "node:path";
import v8 from "node:v8";

const BUILD = `${sep}.next${sep}`;
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename, ...rest) {
  const script = filename.includes(BUILD) ? content.replace(/^\/\/# sourceMappingURL=.*$/gm, "") : content;
  return compile.call(this, script, filename, ...rest);
};
v8.setFlagsFromString("--wasm-tiering-budget=100000000");
