// The build imports message catalogues and styles as they are.
declare module "*.ftl" {
  const text: string;
  export default text;
}
declare module "*.css";
