// Loaded into a process before all else: says on file descriptor 3, at its end, how much memory it held at most, in KB.
process.on("exit", () => {
  require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS));
});
