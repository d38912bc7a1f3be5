import type { components } from "../../specs/types/digital-river.js";

/** The documented shapes, generated from specs/openapi/digital-river.yaml. */
export type Schemas = components["schemas"];
