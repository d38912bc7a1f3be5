// string-width, made ready for the first text that needs it: its segmenter and classes take as long as half a start of Node.
export default (text) => require("string-width").default(text);
