import { makeDefault, remove, save } from "../model/sources.ts";
import { done } from "../model/world.ts";
import type { Operation } from "../operation.ts";

export const registerCustomer: Operation = {
  name: "register a customer",
  of: [],
  send: ({ front }) => front.merchant.post("/customers", { email: "ada@example.com" }),
  told: (world) =>
    done({ ...world, customers: [...world.customers, { saved: [], standard: "none" }] }),
  learn: ({ customers }, world, { body }) => {
    customers.push(body.id);
    return world;
  },
};

export const saveToCustomer: Operation = {
  name: "save",
  of: ["sources", "customers"],
  send: ({ front, sources, customers }, _world, source = 0, customer = 0) =>
    front.merchant.post(`/customers/${customers[customer]}/sources/${sources[source]}`),
  told: (world, source = 0, customer = 0) => save(world, source, customer),
};

export const removeFromCustomer: Operation = {
  name: "remove",
  of: ["sources", "customers"],
  send: ({ front, sources, customers }, _world, source = 0, customer = 0) =>
    front.merchant.delete(`/customers/${customers[customer]}/sources/${sources[source]}`),
  told: (world, source = 0, customer = 0) => remove(world, source, customer),
};

export const changeDefault: Operation = {
  name: "make default",
  of: ["sources", "customers"],
  send: ({ front, sources, customers }, _world, source = 0, customer = 0) =>
    front.merchant.post(`/customers/${customers[customer]}`, { defaultSourceId: sources[source] }),
  told: (world, source = 0, customer = 0) => makeDefault(world, source, customer),
};
