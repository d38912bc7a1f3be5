import { stringify } from "lossless-json";

/** The same data with numbers for those that are kept as their digits: for who computes with them and passes none on. */
export const withPlainNumbers = <T>(data: T): T => JSON.parse(stringify(data) ?? "null") as T;
