//! A point on the map.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A degree in the parts in which a point is kept: a millionth is a step of ten centimetres.
const DEGREE: f64 = 1e6;

/// A point on the map (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    latitude: i32,
    longitude: i32,
}

impl Location {
    /// A point by degrees; `None` if they are none of the Earth's.
    #[expect(clippy::cast_possible_truncation, reason = "180 000 000 fits")]
    pub fn new(latitude: f64, longitude: f64) -> Option<Location> {
        let good = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        let part = |degrees: f64| (degrees * DEGREE).round() as i32;
        good.then(|| Location { latitude: part(latitude), longitude: part(longitude) })
    }

    /// Degrees to the north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / DEGREE
    }

    /// Degrees to the east.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / DEGREE
    }
}

/// `55.7558, 37.6173`
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.latitude(), self.longitude())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_on_the_earth_and_keeps_its_degrees() {
        let moscow = Location::new(55.7558, 37.6173).unwrap();
        assert_eq!(moscow.to_string(), "55.7558, 37.6173");
        assert_eq!(Location::new(-90.0, 180.0).unwrap().to_string(), "-90, 180");
        for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Location::new(latitude, longitude), None);
        }
    }
}
