import { rolldown } from "rolldown"; import { cheapSpread } from "./scripts/spread.mjs";
const [input, dir] = process.argv.slice(2);
const made = await rolldown({ input, platform: "node", plugins: [cheapSpread], logLevel: "silent", transform: { define: { builtFrom: '""' } } }); await made.write({ dir, format: "esm", minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } } }); await made.close();
