// Loaded before the program of a server, so that its parent can ask for the CPU that it used.
process.on("message", () => process.send({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit());
