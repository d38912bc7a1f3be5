import type { components } from "../../specs/types/commerce.js";

/** The documented shapes, generated from specs/openapi/commerce.yaml. */
export type Schemas = components["schemas"];
