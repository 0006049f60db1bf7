//! A quiz as it is asked: the questions of the story in their order, the options of each shuffled.

use crate::content::{QuizOption, QuizQuestion};

/// One question, ready to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked<'a> {
    /// The question.
    pub question: &'a str,
    /// The options in the order in which they are shown; exactly one is right.
    pub options: Vec<&'a QuizOption>,
}

impl Asked<'_> {
    /// The place of the right option.
    pub fn right(&self) -> usize {
        self.options.iter().position(|option| option.right).unwrap_or_default()
    }
}

/// The questions with their options in an order that depends on `seed` alone.
pub fn ask(quiz: &[QuizQuestion], seed: u64) -> Vec<Asked<'_>> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let shuffled = |question: &QuizQuestion| -> Vec<usize> {
        let mut order: Vec<usize> = (0..question.options.len()).collect();
        chance.shuffle(&mut order);
        order
    };
    let orders: Vec<Vec<usize>> = quiz.iter().map(shuffled).collect();
    let asked = quiz.iter().zip(&orders).map(|(question, order)| Asked {
        question: &question.question,
        options: order.iter().filter_map(|at| question.options.get(*at)).collect(),
    });
    asked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Library;

    #[test]
    fn the_same_seed_gives_the_same_order_and_others_give_others() {
        let library = Library::load(&[]).unwrap();
        let quiz = &library.find("webhook-drops").unwrap().quiz;
        assert_eq!(ask(quiz, 7), ask(quiz, 7));
        let rights: std::collections::HashSet<Vec<usize>> =
            (0..40).map(|seed| ask(quiz, seed).iter().map(Asked::right).collect()).collect();
        assert!(rights.len() > 10, "{rights:?}");
    }

    #[test]
    fn no_option_is_lost_and_one_is_right() {
        let library = Library::load(&[]).unwrap();
        for story in library.stories() {
            for (asked, question) in ask(&story.quiz, 3).iter().zip(&story.quiz) {
                assert_eq!(asked.options.len(), question.options.len());
                assert!(asked.options[asked.right()].right);
                assert!(question.options.iter().all(|option| asked.options.contains(&option)));
            }
        }
    }
}
