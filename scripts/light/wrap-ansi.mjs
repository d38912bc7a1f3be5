// wrap-ansi, made ready for the first text that needs it, for it makes string-width ready.
export default (text, width) => require("wrap-ansi").default(text, width);
