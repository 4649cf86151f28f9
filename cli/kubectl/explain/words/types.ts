/** What is said of a type and its fields. */
export interface Words {
  is: string;
  fields: Readonly<Record<string, string>>;
}
