import path from "node:path";
import { loadSchemas } from "./schemas.ts";
import type { SpecBook } from "./types.ts";

/** The component schemas of both APIs, read at their first use. */
export const loadApiSchemas = (folder: string): SpecBook["schemas"] => {
  const files = apiFiles(folder);
  return {
    "digital-river": loadSchemas(files["digital-river"]),
    commerce: loadSchemas(files.commerce),
  };
};

/** The OpenAPI documents, by API. */
export const apiFiles = (folder: string) => ({
  "digital-river": path.join(folder, "openapi/digital-river.yaml"),
  commerce: path.join(folder, "openapi/commerce.yaml"),
});
