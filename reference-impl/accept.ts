/**
 * Whether who sends this `Accept` takes JSON: one range that fits and is not ruled out, whatever its weight. Without a range, anything is
 * taken (RFC 9110, 12.5.1).
 */
export function takesJson(accept = ""): boolean {
  if (accept.trim() === "") return true;
  return accept.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const isRuledOut = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    return /^(?:\*\/\*|application\/(?:\*|json))$/.test(type) && !isRuledOut;
  });
}
