/** Azure regions that offer AKS: name, display name, geography group, latitude, longitude. */
const ROWS = [
  ['eastus', 'East US', 'US', '37.3719', '-79.8164'],
  ['eastus2', 'East US 2', 'US', '36.6681', '-78.3889'],
  ['southcentralus', 'South Central US', 'US', '29.4167', '-98.5'],
  ['westus', 'West US', 'US', '37.783', '-122.417'],
  ['westus2', 'West US 2', 'US', '47.233', '-119.852'],
  ['westus3', 'West US 3', 'US', '33.448376', '-112.074036'],
  ['centralus', 'Central US', 'US', '41.5908', '-93.6208'],
  ['northcentralus', 'North Central US', 'US', '41.8819', '-87.6278'],
  ['westcentralus', 'West Central US', 'US', '40.89', '-110.234'],
  ['canadacentral', 'Canada Central', 'Canada', '43.653', '-79.383'],
  ['canadaeast', 'Canada East', 'Canada', '46.817', '-71.217'],
  ['brazilsouth', 'Brazil South', 'South America', '-23.55', '-46.633'],
  ['northeurope', 'North Europe', 'Europe', '53.3478', '-6.2597'],
  ['westeurope', 'West Europe', 'Europe', '52.3667', '4.9'],
  ['uksouth', 'UK South', 'Europe', '50.941', '-0.799'],
  ['ukwest', 'UK West', 'Europe', '53.427', '-3.084'],
  ['francecentral', 'France Central', 'Europe', '46.3772', '2.373'],
  ['germanywestcentral', 'Germany West Central', 'Europe', '50.110924', '8.682127'],
  ['norwayeast', 'Norway East', 'Europe', '59.913868', '10.752245'],
  ['swedencentral', 'Sweden Central', 'Europe', '60.67488', '17.14127'],
  ['switzerlandnorth', 'Switzerland North', 'Europe', '47.451542', '8.564572'],
  ['eastasia', 'East Asia', 'Asia Pacific', '22.267', '114.188'],
  ['southeastasia', 'Southeast Asia', 'Asia Pacific', '1.283', '103.833'],
  ['japaneast', 'Japan East', 'Asia Pacific', '35.68', '139.77'],
  ['japanwest', 'Japan West', 'Asia Pacific', '34.6939', '135.5022'],
  ['koreacentral', 'Korea Central', 'Asia Pacific', '37.5665', '126.978'],
  ['centralindia', 'Central India', 'Asia Pacific', '18.5822', '73.9197'],
  ['southindia', 'South India', 'Asia Pacific', '12.9822', '80.1636'],
  ['australiaeast', 'Australia East', 'Asia Pacific', '-33.86', '151.2094'],
  ['australiasoutheast', 'Australia Southeast', 'Asia Pacific', '-37.8136', '144.9631'],
  ['uaenorth', 'UAE North', 'Middle East', '25.266666', '55.316666'],
  ['southafricanorth', 'South Africa North', 'Africa', '-25.731340', '28.218370'],
] as const;

export const LOCATIONS = ROWS.map(([name, displayName, geographyGroup, latitude, longitude]) => ({
  name,
  displayName,
  geographyGroup,
  latitude,
  longitude,
}));
export const LOCATION_NAMES: readonly string[] = LOCATIONS.map((location) => location.name);

/** `East US` and `EastUS` are `eastus`, as ARM normalises locations. */
export const normalLocation = (location: string): string => location.replaceAll(' ', '').toLowerCase();
