//! Exact numbers: 0.3 is three tenths, never 0.299.

use std::fmt;

/// A fraction in lowest terms; its denominator is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Value {
    numerator: i128,
    denominator: i128,
}

impl Value {
    /// A whole number.
    pub const fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// A fraction. `None` when the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let common = common_divisor(numerator.checked_abs()?, denominator.checked_abs()?);
        if denominator == 0 || common == 0 {
            return None;
        }
        let sign = denominator.signum();
        Some(Self { numerator: numerator / common * sign, denominator: denominator / common * sign })
    }

    /// The number written as digits, with commas between thousands and one decimal point: "1,400", "0.3", ".3".
    /// `None` for anything else ("2.4.1"), and for more than 30 digits.
    pub fn decimal(digits: &str) -> Option<Self> {
        const LONGEST: usize = 30;
        let (mut numerator, mut denominator, mut decimals) = (0_i128, 1_i128, false);
        if digits.len() > LONGEST || !digits.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        for c in digits.chars() {
            match c {
                ',' if !decimals => {}
                '.' if !decimals => decimals = true,
                _ => {
                    numerator = numerator.checked_mul(10)?.checked_add(i128::from(c.to_digit(10)?))?;
                    if decimals {
                        denominator = denominator.checked_mul(10)?;
                    }
                }
            }
        }
        Self::new(numerator, denominator)
    }

    /// The product. `None` when it is too large.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The sum. `None` when it is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let a = self.numerator.checked_mul(other.denominator)?;
        let b = other.numerator.checked_mul(self.denominator)?;
        Self::new(a.checked_add(b)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The number with the other sign.
    pub fn negated(self) -> Self {
        Self { numerator: self.numerator.saturating_neg(), denominator: self.denominator }
    }

    /// The number, when it is a whole one.
    pub fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The nearest floating-point number.
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// "0.3", "1400", or "1/3" where no decimal number is exact.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        let mut rest = self.denominator;
        for prime in [2, 5] {
            while rest % prime == 0 {
                rest /= prime;
            }
        }
        if rest == 1 {
            write!(f, "{}", self.as_f64())
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

fn common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_exact_numbers() {
        assert_eq!(Value::decimal("0.3"), Value::new(3, 10));
        assert_eq!(Value::decimal(".30"), Value::new(3, 10));
        assert_eq!(Value::decimal("1,400"), Some(Value::whole(1400)));
        assert_eq!(Value::decimal("2.4.1"), None);
        assert_eq!(Value::decimal(&"9".repeat(60)), None);
    }

    #[test]
    fn sums_and_products_are_exact_or_nothing() {
        let third = Value::new(1, 3).expect("a fraction");
        assert_eq!(third.times(Value::whole(3)), Some(Value::whole(1)));
        assert_eq!(third.plus(third), Value::new(2, 3));
        let large = Value::whole(i128::MAX);
        assert_eq!((large.times(large), large.plus(large)), (None, None));
        assert_eq!(Value::new(1, 0), None);
    }

    #[test]
    fn a_value_is_shown_as_people_write_it() {
        let shown = |value: Option<Value>| value.expect("a value").to_string();
        assert_eq!(shown(Value::new(3, 10)), "0.3");
        assert_eq!(shown(Value::new(1, 3)), "1/3");
        assert_eq!(shown(Value::new(-20, 1)), "-20");
    }
}
