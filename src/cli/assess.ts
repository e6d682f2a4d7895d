export const assessCommand = async (): Promise<void> => {};
